import { Component, Suspense, type ReactNode } from 'react';

interface Props {
  /** Shown until the part has arrived. */
  readonly waiting?: ReactNode;
  readonly children: ReactNode;
}

/** Holds a part of the page that is loaded on demand; one that cannot be had leaves the rest alone. */
export class Lazily extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(error: unknown) {
    console.error(error);
    return { failed: true };
  }

  override render() {
    const { waiting, children } = this.props;
    if (!this.state.failed) return <Suspense fallback={waiting}>{children}</Suspense>;
    return (
      <p className="problem" role="alert">
        This part of the page could not be loaded. Reload the page to try again.
      </p>
    );
  }
}
