import type { ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { OperatorDot } from '#renderer/people/operator-dot.tsx';
import { PageLink } from './page-link.tsx';
import { CardSection, Fact } from './section.tsx';

interface DialogFactsProps {
  view: DialogView;
  openLink: (href: string) => Promise<void>;
}

export function DialogFacts({ view, openLink }: DialogFactsProps): ReactNode {
  const { t, format } = useTexts();
  const me = useClient().session.operator.id;
  const { dialog, channel, line, branch, responsible } = view;
  return (
    <CardSection name="dialog" title={t('card.dialog')}>
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
        <Fact term={t('card.responsible')}>
          {responsible?.name ?? t('card.nobody')}
          {responsible !== null && responsible.id !== me && dialog.state.status !== 'closed' && (
            <OperatorDot operatorId={responsible.id} className="ml-1.5 inline [--dot-hole:var(--canvas)]" />
          )}
        </Fact>
        <PageLink url={dialog.pageUrl} openLink={openLink} />
      </dl>
    </CardSection>
  );
}
