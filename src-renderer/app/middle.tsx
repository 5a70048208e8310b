import { ArrowLeft } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { COMMANDS } from '../commands/spec.ts';
import { Conversation } from '../features/conversation/conversation.tsx';
import { TeamTalk } from '../features/conversation/team/team-talk.tsx';
import { useTexts } from '../i18n/react.tsx';
import { Button } from '../kit/button.tsx';
import { WithKeys } from '../kit/kbd.tsx';
import { Area } from './area.tsx';
import { useViewState } from './view-state.ts';

interface MiddleProps extends ComponentProps<typeof Conversation> {
  /** It stands in the list's place. */
  narrow: boolean;
}

/** What is talked about: with a client, or among colleagues. Of the two only one is ever mounted. */
export function Middle({ narrow, ...conversation }: MiddleProps): ReactNode {
  const { desk, fromTable, talkId, closeOpened, openTable } = useViewState();
  const team = desk === 'team';
  const back = fromTable && !team;
  return (
    <main className="flex min-w-0 grow flex-col">
      {narrow && !back && <BackToList onBack={closeOpened} />}
      {back && <BackToTable onBack={openTable} />}
      <div className="min-h-0 grow">
        {team ? (
          <Area name="area.conversation" resetKey={talkId}>
            <TeamTalk talkId={talkId} target={conversation.target} openLink={conversation.openLink} />
          </Area>
        ) : (
          <Area name="area.conversation" resetKey={conversation.dialogId}>
            <Conversation {...conversation} />
          </Area>
        )}
      </div>
    </main>
  );
}

function BackToTable({ onBack }: { onBack: () => void }): ReactNode {
  const { t } = useTexts();
  return (
    <div className="shrink-0 border-b border-line bg-surface px-2 py-1">
      <Button
        size="sm"
        look="quiet"
        onClick={onBack}
        hint={<WithKeys text={t('table.back')} combo={COMMANDS['table.open'].keys[0]} />}
      >
        <ArrowLeft size={15} aria-hidden />
        {t('table.back')}
      </Button>
    </div>
  );
}

function BackToList({ onBack }: { onBack: () => void }): ReactNode {
  const { t } = useTexts();
  const { list, desk } = useViewState();
  return (
    <div className="shrink-0 border-b border-line bg-surface px-2 py-1">
      <Button size="sm" look="quiet" onClick={onBack}>
        <ArrowLeft size={15} aria-hidden />
        {t('layout.back', { list: t(desk === 'team' ? 'team.title' : `list.${list}`) })}
      </Button>
    </div>
  );
}
