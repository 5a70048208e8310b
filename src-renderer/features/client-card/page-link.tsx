import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { pageAddress } from './page-address.ts';
import { SafeLink } from './safe-link.tsx';
import { Fact } from './section.tsx';

interface PageLinkProps {
  url: string | null;
  openLink: (href: string) => Promise<void>;
}

/** The page the client wrote from, opened outside. Nothing when there is none. */
export function PageLink({ url, openLink }: PageLinkProps): ReactNode {
  const { t } = useTexts();
  const page = pageAddress(url);
  if (page === null) return null;
  return (
    <Fact term={t('card.page')}>
      <SafeLink href={page.href} openLink={openLink} className="line-clamp-2">
        <bdi>{page.shown}</bdi>
      </SafeLink>
    </Fact>
  );
}
