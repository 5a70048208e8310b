import { Keyboard, LogOut, MonitorX } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { roleName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '#renderer/kit/menu.tsx';
import type { LanguageChoice, ThemeChoice } from '#renderer/platform/types.ts';
import { SignOutDialog } from './sign-out-dialog.tsx';

export interface Preferences {
  theme: ThemeChoice;
  language: LanguageChoice;
  setTheme: (theme: ThemeChoice) => void;
  setLanguage: (language: LanguageChoice) => void;
}

interface UserMenuProps {
  preferences: Preferences;
  onShortcuts: () => void;
  onSignedOut: () => void;
}

/** Who is signed in, how the window looks, and the way out. */
export function UserMenu({ preferences, onShortcuts, onSignedOut }: UserMenuProps): ReactNode {
  const { t } = useTexts();
  const { session } = useClient();
  const [leaving, setLeaving] = useState<'here' | 'everywhere' | null>(null);
  const { operator, workspace } = session;
  return (
    <>
      <Menu
        side="right"
        align="end"
        trigger={
          <button
            type="button"
            title={operator.name}
            className="rounded-full ring-rail-text/40 hover:ring-2 focus-visible:outline-rail-strong"
          >
            <span className="sr-only">{t('user.menu', { name: operator.name })}</span>
            <Avatar name={operator.name} seed={operator.id} size={40} />
          </button>
        }
      >
        <div className="px-2 py-1.5">
          <p className="truncate text-md font-semibold">{operator.name}</p>
          <p className="truncate text-xs text-ink-3">
            {t('user.workspace', { role: roleName(operator.role, t), workspace: workspace.name })}
          </p>
        </div>
        <MenuSeparator />
        <ThemeChoiceMenu value={preferences.theme} onChange={preferences.setTheme} />
        <MenuSeparator />
        <LanguageChoiceMenu value={preferences.language} onChange={preferences.setLanguage} />
        <MenuSeparator />
        <MenuItem icon={<Keyboard size={15} />} onSelect={onShortcuts}>
          {t('user.shortcuts')}
        </MenuItem>
        <MenuItem icon={<LogOut size={15} />} onSelect={() => setLeaving('here')}>
          {t('user.signOut')}
        </MenuItem>
        <MenuItem icon={<MonitorX size={15} />} onSelect={() => setLeaving('everywhere')}>
          {t('user.signOutEverywhere')}
        </MenuItem>
      </Menu>
      <SignOutDialog where={leaving} onCancel={() => setLeaving(null)} onSignedOut={onSignedOut} />
    </>
  );
}

function ThemeChoiceMenu({
  value,
  onChange,
}: {
  value: ThemeChoice;
  onChange: (value: ThemeChoice) => void;
}): ReactNode {
  const { t } = useTexts();
  return (
    <MenuChoice
      label={t('theme.title')}
      value={value}
      onChange={onChange}
      options={(['system', 'light', 'dark'] as const).map((option) => ({
        value: option,
        label: t(`theme.${option}`),
      }))}
    />
  );
}

function LanguageChoiceMenu({
  value,
  onChange,
}: {
  value: LanguageChoice;
  onChange: (value: LanguageChoice) => void;
}): ReactNode {
  const { t } = useTexts();
  return (
    <MenuChoice
      label={t('language.title')}
      value={value}
      onChange={onChange}
      options={(['system', 'ru', 'en'] as const).map((option) => ({
        value: option,
        label: t(`language.${option}`),
      }))}
    />
  );
}
