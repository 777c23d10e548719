import { embeddedAddress, usualHeight } from './address';
import { heightIn, themeMessage } from './messages';
import { themeFor } from './theme';

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
 * loads until it comes near the window. Its ground is that of the page, and so are its colours: light
 * or dark as the page's text tells, or as the attribute `theme` (`light`, `dark`) says.
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
    // A style element would need the leave of the page's content security policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':host { display: block }');
    root.adoptedStyleSheets = [sheet];
    root.append(this.frame);
  }

  connectedCallback(): void {
    addEventListener('message', this.onMessage);
    this.scheme.addEventListener('change', this.followTheme);
    // Pages that have a switch for it mark their outermost element in one way or another.
    this.marks.observe(document.documentElement, { attributes: true });
    this.marks.observe(document.body, { attributes: true });
    // The place is kept before anything is there, so that the page around does not jump.
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
    // What the link itself says of colours stands.
    this.fixed = address.searchParams.has('theme');
    if (!this.fixed) address.searchParams.set('theme', this.theme());
    if (this.frame.src !== address.href) this.frame.src = address.href;
  }

  private readonly followTheme = (): void => {
    if (!this.fixed) this.frame.contentWindow?.postMessage(themeMessage(this.theme()), SITE);
  };

  private readonly onMessage = ({ source, data }: MessageEvent): void => {
    // Others may send messages, too; only what is in this frame says how tall it is.
    if (source !== this.frame.contentWindow) return;
    const height = heightIn(data);
    if (height !== null) this.frame.style.height = `${height}px`;
  };
}

customElements.define('hrm-playground', HrmPlaygroundElement);
