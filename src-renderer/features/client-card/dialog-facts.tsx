import type { ReactNode } from 'react';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { CardSection, Fact } from './section.tsx';

export function DialogFacts({ view }: { view: DialogView }): ReactNode {
  const { t, format } = useTexts();
  const { dialog, channel, line, branch, responsible } = view;
  return (
    <CardSection title={t('card.dialog')}>
      <dl>
        <Fact term={t('card.created')}>
          <span className="tnum">{format.dateTime(dialog.createdAt)}</span>
        </Fact>
        {dialog.state.status === 'closed' && (
          <Fact term={t('card.closedAt')}>
            <span className="tnum">{format.dateTime(dialog.state.closedAt)}</span>
          </Fact>
        )}
        {channel !== null && <Fact term={t('card.channel')}>{channel.name}</Fact>}
        {line !== null && <Fact term={t('card.line')}>{line.name}</Fact>}
        {branch !== null && <Fact term={t('card.branch')}>{branch.name}</Fact>}
        <Fact term={t('card.responsible')}>{responsible?.name ?? t('card.nobody')}</Fact>
      </dl>
    </CardSection>
  );
}
