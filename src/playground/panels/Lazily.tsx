import { Component, Suspense, type ReactNode } from 'react';
import { isMissing } from '../../worker/worker-client';

interface Props {
  /** Shown until the part has loaded. */
  readonly waiting?: ReactNode;
  readonly children: ReactNode;
}

type Trouble = 'none' | 'missing' | 'broken';

/**
 * Contains a part of the page, which may be loaded on demand. If it cannot be loaded, or fails,
 * only this part shows an error; a failed part can be shown again, from its state in the store.
 */
export class Lazily extends Component<Props, { readonly trouble: Trouble }> {
  override state: { readonly trouble: Trouble } = { trouble: 'none' };

  static getDerivedStateFromError(error: unknown): { trouble: Trouble } {
    console.error(error);
    return { trouble: error instanceof Error && isMissing(error) ? 'missing' : 'broken' };
  }

  override render() {
    const { waiting, children } = this.props;
    switch (this.state.trouble) {
      case 'none':
        return <Suspense fallback={waiting}>{children}</Suspense>;
      case 'missing':
        return (
          <p className="problem" role="alert">
            <span>This part of the page could not be loaded.</span>{' '}
            <button type="button" className="button" onClick={() => location.reload()}>
              Reload the page
            </button>
          </p>
        );
      case 'broken':
        return (
          <p className="problem" role="alert">
            <span>Something went wrong in this part of the page.</span>{' '}
            <button
              type="button"
              className="button"
              onClick={() => this.setState({ trouble: 'none' })}
            >
              Show it again
            </button>
          </p>
        );
    }
  }
}
