import { Languages, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Menu, MenuChoice } from '#renderer/kit/menu.tsx';
import type { LanguageChoice, ThemeChoice } from '#renderer/platform/types.ts';

export interface AppearanceProps {
  theme: ThemeChoice;
  language: LanguageChoice;
  setTheme: (theme: ThemeChoice) => void;
  setLanguage: (language: LanguageChoice) => void;
}

const TRIGGER =
  'flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink';

/** Language and theme can be chosen before anybody is signed in. */
export function AppearanceSwitch({ theme, language, setTheme, setLanguage }: AppearanceProps): ReactNode {
  const { t, locale } = useTexts();
  return (
    <div className="flex gap-1">
      <Menu
        align="end"
        trigger={
          <button type="button" className={TRIGGER}>
            <Languages size={16} aria-hidden="true" />
            <span className="sr-only">{t('language.title')}: </span>
            {t(`language.${locale}`)}
          </button>
        }
      >
        <MenuChoice
          label={t('language.title')}
          value={language}
          onChange={setLanguage}
          options={(['system', 'ru', 'en'] as const).map((value) => ({
            value,
            label: t(`language.${value}`),
          }))}
        />
      </Menu>
      <Menu
        align="end"
        trigger={
          <button type="button" className={TRIGGER}>
            <SunMoon size={16} aria-hidden="true" />
            {t('theme.title')}
          </button>
        }
      >
        <MenuChoice
          label={t('theme.title')}
          value={theme}
          onChange={setTheme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`theme.${value}`),
          }))}
        />
      </Menu>
    </div>
  );
}
