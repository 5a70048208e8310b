import { useState } from 'react';
import { parseHubAddress } from '#renderer/platform/hub-address.ts';
import type { SignInScreenProps } from './props.ts';
import type { SignInProblem } from './problem.ts';

export type FieldName = 'hub' | 'login' | 'password';
export type Missing = { field: FieldName; reason: 'missing' | 'invalid' };

export interface SignInFormState {
  hub: string;
  login: string;
  password: string;
  busy: boolean;
  missing: Missing | null;
  problem: { what: SignInProblem; hubUrl: string } | null;
  setHub: (value: string) => void;
  setLogin: (value: string) => void;
  setPassword: (value: string) => void;
  /** Takes a remembered hub with the login last used there. */
  choose: (origin: string, login: string | null) => void;
  /** Answers the field to look at when something is wrong, null when all went well. */
  send: () => Promise<FieldName | null>;
}

/** What is typed stays through every error; only a changed field takes its own error away. */
export function useSignInForm(props: SignInScreenProps): SignInFormState {
  const { hubs, ownHub, submit } = props;
  const own = hubs.find((hub) => hub.origin === ownHub);
  const first = own ?? (ownHub === null ? hubs[0] : undefined);
  const [hub, setHub] = useState(first?.origin ?? ownHub ?? '');
  const [login, setLogin] = useState(first?.login ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState<Missing | null>(null);
  const [problem, setProblem] = useState<SignInFormState['problem']>(null);

  async function send(): Promise<FieldName | null> {
    if (busy) return null;
    const hubUrl = parseHubAddress(hub);
    const lack = firstLack(hub, hubUrl, login, password);
    setMissing(lack);
    setProblem(null);
    if (lack !== null || hubUrl === null) return lack?.field ?? 'hub';
    setBusy(true);
    const what = await submit({ hubUrl, login: login.trim(), password });
    setBusy(false);
    if (what === null) return null;
    setProblem({ what, hubUrl });
    if (what.kind === 'wrong_credentials') return 'password';
    return ['unreachable', 'not_a_hub', 'not_welcome'].includes(what.kind) ? 'hub' : null;
  }

  const edited =
    (field: FieldName, set: (value: string) => void) =>
    (value: string): void => {
      set(value);
      if (missing?.field === field) setMissing(null);
    };

  return {
    hub,
    login,
    password,
    busy,
    missing,
    problem,
    setHub: edited('hub', setHub),
    setLogin: edited('login', setLogin),
    setPassword: edited('password', setPassword),
    choose(origin, rememberedLogin) {
      edited('hub', setHub)(origin);
      if (rememberedLogin !== null) edited('login', setLogin)(rememberedLogin);
    },
    send,
  };
}

function firstLack(hub: string, hubUrl: string | null, login: string, password: string): Missing | null {
  if (hub.trim() === '') return { field: 'hub', reason: 'missing' };
  if (hubUrl === null) return { field: 'hub', reason: 'invalid' };
  if (login.trim() === '') return { field: 'login', reason: 'missing' };
  if (password === '') return { field: 'password', reason: 'missing' };
  return null;
}
