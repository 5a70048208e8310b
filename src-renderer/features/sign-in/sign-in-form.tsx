import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { useNow } from '#renderer/kit/clock.ts';
import { Field } from '#renderer/kit/field.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import { HubField } from './hub-field.tsx';
import { PasswordField } from './password-field.tsx';
import { problemText, type SignInProblem } from './problem.ts';
import type { SignInScreenProps } from './props.ts';
import { useSignInForm, type FieldName } from './use-sign-in-form.ts';

export function SignInForm(props: SignInScreenProps): ReactNode {
  const { t } = useTexts();
  const form = useSignInForm(props);
  const [hubShown, setHubShown] = useState(props.ownHub === null);
  const element = useRef<HTMLFormElement>(null);

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const look = await form.send();
    if (look !== null) lookAt(look);
  }

  /** Leads to a field with what is in it selected: what is typed next replaces it. */
  function lookAt(name: FieldName): void {
    if (name === 'hub') setHubShown(true);
    // After the field has been shown.
    requestAnimationFrame(() => {
      const field = element.current?.querySelector<HTMLInputElement>(`[name=${name}]`);
      field?.focus();
      field?.select();
    });
  }

  const wrong = (field: 'hub' | 'login' | 'password'): string | null => {
    if (form.missing?.field !== field) return null;
    return t(form.missing.reason === 'invalid' ? 'signIn.hubInvalid' : `signIn.${field}Missing`);
  };

  return (
    <form ref={element} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      {props.because === 'ended' && form.problem === null && (
        <Notice tone="info" className="rounded-md">
          {t('signIn.ended')}
        </Notice>
      )}
      {props.because === 'storage' && form.problem === null && (
        <Problem problem={{ kind: 'storage' }} hubUrl={form.hub} />
      )}
      {form.problem !== null && <Problem problem={form.problem.what} hubUrl={form.problem.hubUrl} />}
      {hubShown ? (
        <HubField form={form} hubs={props.hubs} error={wrong('hub')} onForget={props.onForgetHub} />
      ) : null}
      <Field
        label={t('signIn.login')}
        name="login"
        value={form.login}
        error={wrong('login')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={320}
        autoFocus={form.login === '' && form.hub !== ''}
        onChange={(event) => form.setLogin(event.target.value)}
      />
      <PasswordField
        value={form.password}
        error={wrong('password')}
        autoFocus={form.login !== '' && form.hub !== ''}
        onChange={form.setPassword}
      />
      <Button type="submit" look="primary" size="lg" className="mt-1 w-full" aria-busy={form.busy}>
        {form.busy ? t('signIn.busy') : t('signIn.submit')}
      </Button>
      {props.memoryOnly && <p className="text-xs text-ink-3">{t('signIn.memoryOnly')}</p>}
      {!hubShown && (
        <button
          type="button"
          onClick={() => lookAt('hub')}
          className="self-center rounded-xs text-sm text-accent-text hover:underline"
        >
          {t('signIn.hubAnother')}
        </button>
      )}
    </form>
  );
}

function Problem({ problem, hubUrl }: { problem: SignInProblem; hubUrl: string }): ReactNode {
  const { t } = useTexts();
  if (problem.kind === 'too_many') return <Countdown problem={problem} hubUrl={hubUrl} />;
  return (
    <Notice tone="danger" urgent className="rounded-md wrap-anywhere">
      {problemText(problem, hubUrl, 0, t)}
    </Notice>
  );
}

/** The alert says it once; the seconds then count silently. */
function Countdown({
  problem,
  hubUrl,
}: {
  problem: SignInProblem & { kind: 'too_many' };
  hubUrl: string;
}): ReactNode {
  const { t } = useTexts();
  const now = useNow(1000);
  const [said] = useState(() => problemText(problem, hubUrl, Date.now(), t));
  const over = problem.until <= now;
  const words = problemText(problem, hubUrl, now, t);
  return (
    <>
      <span role="alert" className="sr-only">
        {over ? words : said}
      </span>
      <Notice tone={over ? 'info' : 'danger'} className="rounded-md">
        <span aria-hidden="true">{words}</span>
      </Notice>
    </>
  );
}
