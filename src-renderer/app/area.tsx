import type { ReactNode } from 'react';
import type { MessageKey } from '../i18n/messages.ts';
import { useTexts } from '../i18n/react.tsx';
import { Button } from '../kit/button.tsx';
import { ErrorBoundary } from '../kit/error-boundary.tsx';

type AreaName = Extract<MessageKey, `area.${string}`>;

/** A part of the window that may break alone. */
export function Area({
  name,
  resetKey,
  children,
}: {
  name: AreaName;
  resetKey?: string | null;
  children: ReactNode;
}): ReactNode {
  return (
    <ErrorBoundary
      resetKey={resetKey ?? null}
      onError={(error) => console.error(`the area "${name}" could not be drawn`, error)}
      renderBroken={(error, retry) => <BrokenArea name={name} error={error} onRetry={retry} />}
    >
      {children}
    </ErrorBoundary>
  );
}

function BrokenArea({
  name,
  error,
  onRetry,
}: {
  name: AreaName;
  error: unknown;
  onRetry: () => void;
}): ReactNode {
  const { t } = useTexts();
  return (
    <div
      role="alert"
      className="flex h-full flex-col items-center justify-center gap-3 overflow-hidden bg-canvas p-6 text-center"
    >
      <p className="text-md font-medium">{t('boundary.title')}</p>
      <p className="max-w-80 text-sm text-ink-2">{t('boundary.tried', { area: t(name) })}</p>
      <div className="flex gap-2">
        <Button look="primary" onClick={onRetry}>
          {t('boundary.reload')}
        </Button>
        <Button onClick={() => location.reload()}>{t('common.reload')}</Button>
      </div>
      <details className="max-w-full text-xs text-ink-3">
        <summary>{t('boundary.details')}</summary>
        <pre className="selectable mt-2 max-h-40 overflow-auto text-left font-mono whitespace-pre-wrap">
          {error instanceof Error ? (error.stack ?? error.message) : String(error)}
        </pre>
      </details>
    </div>
  );
}
