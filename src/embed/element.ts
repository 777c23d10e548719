import { embeddedAddress, usualHeight } from './address';
import { heightIn, themeMessage } from './messages';
import { themeFor } from './theme';

/**
 * The playground's folder, which contains this script. It is a classic script, because a module
 * from another host needs CORS headers, which a plain file server does not send.
 */
const SITE = new URL(
  '.',
  (document.currentScript as HTMLScriptElement | null)?.src ?? location.href,
).href;

/**
 * `<hrm-playground link="?world=maze&limit=8">` shows a playground link in another page: the grid
 * and its timeline. It fills the available width and has the height of its content. Nothing loads
 * until it is near the visible part. It is light or dark like the page, which it derives from the
 * colour of the page's text, or from the attribute `theme` (`light`, `dark`).
 */
class HrmPlaygroundElement extends HTMLElement {
  static readonly observedAttributes = ['link', 'theme'];

  private readonly frame = document.createElement('iframe');
  private readonly scheme = matchMedia('(prefers-color-scheme: dark)');
  private readonly marks = new MutationObserver(() => this.followTheme());
  private fixed = false;

  constructor() {
    super();
    this.frame.title = 'HRM Playground';
    this.frame.loading = 'lazy';
    this.frame.style.cssText = `display: block; border: 0; width: 100%; color-scheme: normal`;
    const root = this.attachShadow({ mode: 'open' });
    // A style element would have to be allowed by the page's content security policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':host { display: block }');
    root.adoptedStyleSheets = [sheet];
    root.append(this.frame);
  }

  connectedCallback(): void {
    addEventListener('message', this.onMessage);
    this.scheme.addEventListener('change', this.followTheme);
    // Pages with a switch for it mark their outermost element in some way.
    this.marks.observe(document.documentElement, { attributes: true });
    this.marks.observe(document.body, { attributes: true });
    // Space is reserved before anything loads, so that the page around does not jump.
    const world = new URL(embeddedAddress(this.getAttribute('link') ?? '', SITE)).searchParams;
    this.frame.style.height = `${usualHeight(world.get('world'), this.clientWidth)}px`;
    this.show();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.onMessage);
    this.scheme.removeEventListener('change', this.followTheme);
    this.marks.disconnect();
  }

  attributeChangedCallback(name: string): void {
    if (!this.isConnected) return;
    if (name === 'theme') this.followTheme();
    else this.show();
  }

  private theme(): 'light' | 'dark' {
    const wanted = this.getAttribute('theme');
    if (wanted === 'light' || wanted === 'dark') return wanted;
    return themeFor(getComputedStyle(this).color);
  }

  private show(): void {
    const address = new URL(embeddedAddress(this.getAttribute('link') ?? '', SITE));
    // Colours in the link itself are kept.
    this.fixed = address.searchParams.has('theme');
    if (!this.fixed) address.searchParams.set('theme', this.theme());
    if (this.frame.src !== address.href) this.frame.src = address.href;
  }

  private readonly followTheme = (): void => {
    if (!this.fixed) this.frame.contentWindow?.postMessage(themeMessage(this.theme()), SITE);
  };

  private readonly onMessage = ({ source, data }: MessageEvent): void => {
    // Other windows may send messages, too; only this frame's own messages set its height.
    if (source !== this.frame.contentWindow) return;
    const height = heightIn(data);
    if (height !== null) this.frame.style.height = `${height}px`;
  };
}

customElements.define('hrm-playground', HrmPlaygroundElement);
