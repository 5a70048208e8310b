import type { SiteChat } from '../settings.ts';
import { EMBLEMS, heroArt, leafMark, tin } from './art.ts';
import { html, type Html } from './html.ts';
import type { PageLanguage } from './policy.ts';
import { PRODUCTS, WORDS } from './shop-words.ts';

/** The demo shop: a small site of somebody's company that has the widget on it, as any site would. */

type Section = 'home' | 'teas';

function layout(chat: SiteChat, language: PageLanguage, section: Section, title: string, body: Html): Html {
  const words = WORDS[language];
  const other = language === 'ru' ? 'en' : 'ru';
  const path = section === 'home' ? '/demo/' : '/demo/teas';
  const link = (to: Section, href: string, text: string): Html =>
    to === section
      ? html`<a href="${href}" aria-current="page">${text}</a>`
      : html`<a href="${href}">${text}</a>`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${chat.companyName}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/demo/shop.css" />
        <script async src="/widget.js" data-channel="${chat.channelId}"></script>
      </head>
      <body>
        <header>
          <p class="ribbon">${words.ribbon}</p>
          <div class="top">
            <a class="brand" href="/demo/?lang=${language}">${leafMark}<span>${chat.companyName}</span></a>
            <nav aria-label="${words.navigation}">
              ${link('home', `/demo/?lang=${language}`, words.home)}
              ${link('teas', `/demo/teas?lang=${language}`, words.teas)}
              <a class="language" href="${path}?lang=${other}" lang="${other}" hreflang="${other}"
                >${other === 'ru' ? 'Русский' : 'English'}</a
              >
            </nav>
          </div>
        </header>
        <main>${body}</main>
        <footer><p>${words.footer}</p></footer>
      </body>
    </html> `;
}

function cards(language: PageLanguage): Html {
  const list = PRODUCTS.map((product) => {
    const words = product[language];
    return html`<li class="card ${product.tone}">
      ${tin(product.colours, EMBLEMS[product.emblem])}
      <h3>${words.name}</h3>
      <p>${words.note}</p>
      <p class="price">${product.price} ₽ <small>/ ${product.grams} ${WORDS[language].grams}</small></p>
    </li>`;
  });
  return html`<ul class="cards">
    ${list}
  </ul>`;
}

export function shopHome(language: PageLanguage, chat: SiteChat): Html {
  const words = WORDS[language];
  const promises = words.promises.map(
    ({ title, text }) =>
      html`<li>
        <h3>${title}</h3>
        <p>${text}</p>
      </li>`,
  );
  const body = html` <section class="hero">
      <div>
        <h1>${words.heroTitle}</h1>
        <p class="lead">${words.heroText}</p>
        <p><a class="button" href="/demo/teas?lang=${language}">${words.heroButton}</a></p>
        <p class="hint">${words.heroHint}</p>
      </div>
      ${heroArt}
    </section>
    <section aria-labelledby="season">
      <h2 id="season">${words.season}</h2>
      ${cards(language)}
    </section>
    <section class="promises" aria-labelledby="why">
      <h2 id="why">${words.why}</h2>
      <ul>
        ${promises}
      </ul>
    </section>`;
  return layout(chat, language, 'home', words.home, body);
}

export function shopTeas(language: PageLanguage, chat: SiteChat): Html {
  const words = WORDS[language];
  const rows = PRODUCTS.map((product) => {
    const own = product[language];
    return html`<tr>
      <th scope="row">${own.name}</th>
      <td>${product.degrees} °C</td>
      <td>${own.time}</td>
      <td>${own.taste}</td>
    </tr>`;
  });
  const [name, degrees, time, taste] = words.columns;
  const body = html` <section class="page-head">
      <h1>${words.teasTitle}</h1>
      <p class="lead">${words.teasText}</p>
    </section>
    <section aria-labelledby="shelf">
      <h2 id="shelf">${words.shelf}</h2>
      ${cards(language)}
    </section>
    <section aria-labelledby="brew">
      <h2 id="brew">${words.brew}</h2>
      <div class="table" role="group" aria-labelledby="brew" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">${name}</th>
              <th scope="col">${degrees}</th>
              <th scope="col">${time}</th>
              <th scope="col">${taste}</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
    </section>`;
  return layout(chat, language, 'teas', words.teas, body);
}
