import type { RememberedHub } from '#renderer/platform/types.ts';
import type { AppearanceProps } from './appearance-switch.tsx';
import type { SignedOutBecause, SubmitSignIn } from './problem.ts';

export interface SignInScreenProps {
  /** Remembered hubs, the last used first. */
  hubs: readonly RememberedHub[];
  /** The page's own hub in a browser; null in the desktop shell, where the address is always asked. */
  ownHub: string | null;
  /** What the person did not do himself is said above the form. */
  because: SignedOutBecause;
  /** Secrets cannot be kept on this computer. */
  memoryOnly: boolean;
  appearance: AppearanceProps;
  submit: SubmitSignIn;
  onForgetHub: (origin: string) => void;
}
