import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useClient } from '../client/react.tsx';
import { forgetWithRights } from './forget-with-rights.ts';

/**
 * What is asked of the hub and not replicated. One memory per signed-in person (give it a `key`), so that nobody finds
 * another's answers, and it goes with the rights under which it was answered; questions know for themselves whether the hub is there, the browser's own guess says little about it.
 */
export function HubQuestions({ children }: { children: ReactNode }): ReactNode {
  const [questions] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { networkMode: 'always', retry: 1, staleTime: 30_000, refetchOnWindowFocus: false },
        },
      }),
  );
  const client = useClient();
  useEffect(() => forgetWithRights(client.queries.rightsMark(), questions), [client, questions]);
  return <QueryClientProvider client={questions}>{children}</QueryClientProvider>;
}
