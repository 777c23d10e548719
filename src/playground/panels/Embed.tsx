import { useState } from 'react';
import { elementCode, frameCode } from '../../embed/address';
import { PopoverDoor } from '../controls/PopoverDoor';
import { linkOf } from '../page/settings';
import { SITE } from '../page/site';
import { useCopy } from '../useCopy';
import { usePlaygroundStore } from '../usePlayground';

/** HTML that shows the present state in another page. */
export default function Embed() {
  return (
    <PopoverDoor door="Embed" label="Embed in another page" name="embed" defaultOpen>
      <Codes />
    </PopoverDoor>
  );
}

/** Of the state at the time of the request. */
function Codes() {
  const store = usePlaygroundStore();
  const [link] = useState(() => linkOf(store.getState()));
  return (
    <>
      <Code
        title="For a page that allows scripts"
        about="It always has the height of its content."
        code={elementCode(link, SITE)}
      />
      <Code title="For one that allows only frames" code={frameCode(link, SITE)} />
    </>
  );
}

interface CodeProps {
  readonly title: string;
  readonly about?: string;
  readonly code: string;
}

function Code({ title, about, code }: CodeProps) {
  const [copying, copy] = useCopy();
  return (
    <section>
      <label>
        <strong>{title}</strong> {about}
        <textarea rows={4} readOnly spellCheck={false} value={code} onFocus={selectAll} />
      </label>
      <p className="row">
        <button type="button" className="button" onClick={() => void copy(code)}>
          Copy
        </button>
        <span className="whisper" role="status">
          {copying === 'copied' && 'Copied'}
          {copying === 'denied' && 'The clipboard is closed to this page; select the text instead.'}
        </span>
      </p>
    </section>
  );
}

const selectAll = ({ currentTarget }: { readonly currentTarget: HTMLTextAreaElement }) =>
  currentTarget.select();
