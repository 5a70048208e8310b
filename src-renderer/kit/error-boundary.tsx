import { Component, type ErrorInfo, type ReactNode } from 'react';

interface Props {
  /** What to show instead; `retry` renders the children anew. */
  renderBroken: (error: unknown, retry: () => void) => ReactNode;
  /** Another value means another content: a broken one before must not keep it from showing. */
  resetKey?: string | null;
  onError?: (error: unknown, info: ErrorInfo) => void;
  children: ReactNode;
}

interface State {
  broken: { error: unknown } | null;
  resetKey: string | null;
}

/** Keeps one broken area from taking the window with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { broken: null, resetKey: this.props.resetKey ?? null };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { broken: { error } };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    const resetKey = props.resetKey ?? null;
    return resetKey === state.resetKey ? null : { broken: null, resetKey };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.props.onError?.(error, info);
  }

  override render(): ReactNode {
    if (this.state.broken === null) return this.props.children;
    return this.props.renderBroken(this.state.broken.error, () => this.setState({ broken: null }));
  }
}
