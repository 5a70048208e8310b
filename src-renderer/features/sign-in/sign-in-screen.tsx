import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Logo } from '#renderer/kit/logo.tsx';
import { AppearanceSwitch } from './appearance-switch.tsx';
import { SignInForm } from './sign-in-form.tsx';
import type { SignInScreenProps } from './props.ts';

export function SignInScreen(props: SignInScreenProps): ReactNode {
  const { t } = useTexts();
  return (
    <main className="flex h-full bg-canvas">
      <Aside />
      <div className="relative flex min-w-0 grow flex-col overflow-y-auto">
        <div className="absolute top-4 right-4">
          <AppearanceSwitch {...props.appearance} />
        </div>
        <div className="m-auto w-full max-w-96 px-6 py-16">
          <h1 className="mb-6 text-xl font-semibold tracking-tight">{t('signIn.title')}</h1>
          <SignInForm {...props} />
        </div>
      </div>
    </main>
  );
}

/** The ink side: the mark, and an answer going out in rings. Decoration only. */
function Aside(): ReactNode {
  const { t } = useTexts();
  return (
    <div className="relative hidden w-2/5 max-w-xl min-w-80 shrink-0 overflow-hidden bg-rail text-rail-strong md:block">
      <svg
        aria-hidden="true"
        className="absolute inset-0 size-full"
        preserveAspectRatio="xMidYMid slice"
        viewBox="0 0 400 640"
      >
        {[60, 110, 170, 240, 320, 410].map((radius, index) => (
          <circle
            key={radius}
            cx="70"
            cy="560"
            r={radius}
            fill="none"
            stroke="#58c9ba"
            strokeOpacity={0.34 - index * 0.05}
            strokeWidth="1.25"
          />
        ))}
        <circle cx="70" cy="560" r="7" fill="#58c9ba" />
      </svg>
      <div className="absolute top-8 left-8 flex items-center gap-3">
        <Logo size={32} />
        <span className="text-lg font-semibold tracking-tight">{t('app.name')}</span>
      </div>
      <p className="absolute top-28 right-10 left-8 text-xl leading-8 font-medium tracking-tight text-balance">
        {t('signIn.subtitle')}
      </p>
    </div>
  );
}
