import { embeddedAddress, USUAL_HEIGHT } from './address';
import { heightIn } from './height';

/**
 * The playground's folder: this script lies in it. It is a classic script, because a module of another
 * host would need that host's leave (CORS), which a plain file server does not give.
 */
const SITE = new URL(
  '.',
  (document.currentScript as HTMLScriptElement | null)?.src ?? location.href,
).href;

/**
 * `<hrm-playground link="?world=maze&limit=8">` shows in another page what a link of the playground
 * shows: the grid and its timeline. It is as wide as it may be and as tall as it needs to be. Nothing
 * loads until it comes near the window.
 */
class HrmPlaygroundElement extends HTMLElement {
  static readonly observedAttributes = ['link'];

  private readonly frame = document.createElement('iframe');

  constructor() {
    super();
    this.frame.title = 'HRM Playground';
    this.frame.loading = 'lazy';
    this.frame.style.cssText = `display: block; border: 0; width: 100%; height: ${USUAL_HEIGHT}px`;
    const root = this.attachShadow({ mode: 'open' });
    // A style element would need the leave of the page's content security policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':host { display: block }');
    root.adoptedStyleSheets = [sheet];
    root.append(this.frame);
  }

  connectedCallback(): void {
    addEventListener('message', this.onMessage);
    this.show();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.onMessage);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.show();
  }

  private show(): void {
    const address = embeddedAddress(this.getAttribute('link') ?? '', SITE);
    if (this.frame.src !== address) this.frame.src = address;
  }

  private readonly onMessage = ({ source, data }: MessageEvent): void => {
    // Others may send messages, too; only what is in this frame says how tall it is.
    if (source !== this.frame.contentWindow) return;
    const height = heightIn(data);
    if (height !== null) this.frame.style.height = `${height}px`;
  };
}

customElements.define('hrm-playground', HrmPlaygroundElement);
