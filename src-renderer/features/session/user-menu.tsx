import { useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { CommandMenuItem } from '#renderer/commands/command-menu-item.tsx';
import { useCommand } from '#renderer/commands/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { roleName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { Menu, MenuChoice, MenuSeparator } from '#renderer/kit/menu.tsx';
import type { LanguageChoice, ThemeChoice } from '#renderer/platform/types.ts';
import { Versions } from './versions.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';

export interface Preferences {
  theme: ThemeChoice;
  language: LanguageChoice;
  setTheme: (theme: ThemeChoice) => void;
  setLanguage: (language: LanguageChoice) => void;
}

interface UserMenuProps {
  preferences: Preferences;
  /** The version of this client. */
  version: () => Promise<string>;
  onSignedOut: () => void;
}

/** Who is signed in, how the window looks, and the way out. */
export function UserMenu(props: UserMenuProps): ReactNode {
  const { preferences, version, onSignedOut } = props;
  const { t } = useTexts();
  const { session } = useClient();
  const [leaving, setLeaving] = useState<'here' | 'everywhere' | null>(null);
  const { operator, workspace } = session;
  useCommand('signOut', () => setLeaving('here'));
  useCommand('signOutEverywhere', () => setLeaving('everywhere'));
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
        <CommandMenuItem id="shift.end" />
        <CommandMenuItem id="settings" />
        <CommandMenuItem id="shortcuts" />
        <CommandMenuItem id="signOut" />
        <CommandMenuItem id="signOutEverywhere" />
        <MenuSeparator />
        <Versions version={version} />
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
