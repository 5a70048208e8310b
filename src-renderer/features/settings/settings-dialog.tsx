import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Modal } from '#renderer/kit/modal.tsx';
import { RadioGroup } from '#renderer/kit/radio-group.tsx';
import type { KeepChoice, LanguageChoice, ThemeChoice } from '#renderer/platform/types.ts';
import { LocalCopy } from './local-copy.tsx';

export interface SettingsProps {
  theme: ThemeChoice;
  language: LanguageChoice;
  keep: KeepChoice;
  setTheme: (theme: ThemeChoice) => void;
  setLanguage: (language: LanguageChoice) => void;
  /** Remembers how much of the past is kept, and fetches the copy accordingly. */
  setKeep: (keep: KeepChoice) => void;
}

interface SettingsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  settings: SettingsProps;
}

/** How this window looks, and what lies on this computer. Everything takes effect at once; there is nothing to save. */
export function SettingsDialog({ open, onOpenChange, settings }: SettingsDialogProps): ReactNode {
  const { t } = useTexts();
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title={t('settings.title')}
      closeLabel={t('common.close')}
      wide
    >
      <div className="mt-4 flex flex-col gap-6">
        <Section title={t('settings.look')}>
          <RadioGroup
            inline
            label={t('language.title')}
            value={settings.language}
            onChange={settings.setLanguage}
            options={(['system', 'ru', 'en'] as const).map((value) => ({
              value,
              label: t(`language.${value}`),
            }))}
          />
          <RadioGroup
            inline
            label={t('theme.title')}
            value={settings.theme}
            onChange={settings.setTheme}
            options={(['system', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`theme.${value}`),
            }))}
          />
        </Section>
        <Section title={t('settings.copy')}>
          <LocalCopy keep={settings.keep} onKeep={settings.setKeep} />
        </Section>
      </div>
    </Modal>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section aria-label={title} className="flex flex-col gap-4">
      <h3 className="border-b border-line pb-1 text-md font-semibold">{title}</h3>
      {children}
    </section>
  );
}
