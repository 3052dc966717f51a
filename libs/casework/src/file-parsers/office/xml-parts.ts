// XML parts: reads an XML file inside an Office file from beginning to end, without following anything that it names.
import { SaxesParser } from 'saxes';
import { RejectionReason } from '../../file-inspection/rejection-reason.ts';
import { refuse } from '../refusal.ts';

/** An element, its names without their prefixes: what a prefix stands for is the writer's choice. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
}

export interface XmlVisitor {
  element?: (element: XmlElement) => void;
  /** All text inside an element, told when the element ends. Asked only for the names in `texts`. */
  text?: (name: string, text: string) => void;
  texts?: ReadonlySet<string>;
  /** Told when the part ends. */
  end?: () => void;
}

/** How many bytes are read at a time. */
const STRETCH = 65_536;
const UNICODE = /^utf-?(8|16|16le|16be)$/i;

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

function decoderFor(content: Buffer): InstanceType<typeof TextDecoder> {
  const [first, second] = content;
  const code =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(code, { fatal: true });
}

/** @throws Refusal when it declares a document type or is in another code than Unicode; any error when it is not XML */
export function readXml(content: Buffer, { element, text, texts, end }: XmlVisitor): void {
  if (content.length === 0) return;
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: { name: string; text: string }[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  // Declaring its own entities, a file can read others or grow beyond all bounds; none of ours has a reason to.
  parser.on('doctype', () => refuse(RejectionReason.ACTIVE_CONTENT, 'DOCTYPE'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !UNICODE.test(encoding)) refuse(RejectionReason.DECEPTIVE, 'encoding');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const plain = withoutPrefix(name);
    if (texts?.has(plain)) open.push({ name: plain, text: '' });
    element?.({
      name: plain,
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [withoutPrefix(key), value])),
    });
  });
  if (text && texts) {
    const add = (said: string): void => {
      const last = open.at(-1);
      if (last) last.text += said;
    };
    parser.on('text', add);
    parser.on('cdata', add);
    parser.on('closetag', ({ name }) => {
      if (texts.has(withoutPrefix(name))) {
        const ended = open.pop();
        if (ended) text(ended.name, ended.text);
      }
    });
  }
  const decoder = decoderFor(content);
  for (let from = 0; from < content.length; from += STRETCH) {
    parser.write(decoder.decode(content.subarray(from, from + STRETCH), { stream: true }));
  }
  parser.write(decoder.decode()).close();
  end?.();
}
