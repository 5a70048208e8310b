import type { Benchmark } from '../lib/benchmark.ts';
import { atMost, compare, figure, type Figure } from '../lib/figure.ts';
import { call, openPage } from '../lib/in-page.ts';
import type { Lab } from '../lib/lab.ts';
import { Screen } from '../lib/screen.ts';
import { percentile } from '../lib/stats.ts';
import { Visitor } from '../hub/visitor.ts';

const DIALOGS = 1_000;
const MESSAGES = 60;
const PAUSE_MS = 60;

/** A client writes in the site chat, an operator has his dialog open: from the hub's word that it has the message to the screen. */
async function run(lab: Lab): Promise<Figure[]> {
  const set = await lab.dataSet(DIALOGS);
  const channel = set.company.channels.find(({ kind }) => kind === 'sitechat');
  const hub = await lab.hub(await lab.database(DIALOGS));
  const visitor = await Visitor.come(hub.ready.url, channel?.id ?? '');
  const screen = await Screen.open(lab, hub, lab.newProfile());
  await screen.signIn();
  await screen.list('All');
  await visitor.say('Добрый день, это первый вопрос');
  await screen.page.getByRole('option').filter({ hasText: 'это первый вопрос' }).click();
  await screen.call('untilText', 'это первый вопрос');
  const echoPage = await screen.context.newPage();
  await openPage(lab, echoPage);
  const echo: number[][] = [];
  const seen: Record<'fromSent' | 'fromAccepted', number[][]> = { fromSent: [], fromAccepted: [] };
  for (let i = 0; i < lab.options.runs; i += 1) {
    await echoPage.bringToFront();
    echo.push(await call(echoPage, 'echo', { count: MESSAGES, pauseMs: PAUSE_MS }));
    await screen.page.bringToFront();
    const each: Record<'fromSent' | 'fromAccepted', number[]> = { fromSent: [], fromAccepted: [] };
    for (let n = 0; n < MESSAGES; n += 1) {
      const text = `Вопрос ${i}-${n}?`;
      const shown = screen.call('untilText', text);
      const { sentAt, acceptedAt } = await visitor.say(text);
      const shownAt = await shown;
      each.fromSent.push(shownAt - sentAt);
      each.fromAccepted.push(shownAt - acceptedAt);
      await screen.page.waitForTimeout(PAUSE_MS);
    }
    seen.fromSent.push(each.fromSent);
    seen.fromAccepted.push(each.fromAccepted);
  }
  await screen.close();
  await hub.stop();
  const at = (runs: readonly number[][], share: number): number[] =>
    runs.map((each) => percentile(each, share));
  const area = 'latency';
  return [
    figure(area, 'floor: WebSocket echo, p50', 'ms', at(echo, 0.5)),
    figure(area, 'floor: WebSocket echo, p95', 'ms', at(echo, 0.95)),
    figure(area, "client's message on the hub → in the transcript, p50", 'ms', at(seen.fromAccepted, 0.5), {
      comparisons: [compare(at(seen.fromAccepted, 0.5), 'echo p50', at(echo, 0.5), atMost(5))],
    }),
    figure(area, 'the same, p95', 'ms', at(seen.fromAccepted, 0.95), {
      comparisons: [compare(at(seen.fromAccepted, 0.95), 'echo p95', at(echo, 0.95), atMost(6))],
    }),
    figure(area, 'from the moment it was sent, p50', 'ms', at(seen.fromSent, 0.5)),
  ];
}

export const latency: Benchmark = { name: 'latency', run };
