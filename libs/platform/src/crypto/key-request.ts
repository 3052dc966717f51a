// The keys of one request: encrypts and decrypts the fields of the subjects that were loaded for it.
import { createHmac, type KeyObject } from 'node:crypto';
import { binding, CiphertextError, decryptBytes, deriveKey, encryptBytes, mustBeWellFormed } from './cipher.js';
import { pad, unpad } from './padding.js';

/** Where a value lives. A ciphertext opens in its own place only. */
export interface Place {
  table: string;
  column: string;
  rowId: string;
  /** Whose data it is: an applicant, or the organisation itself for what is about its staff. */
  subjectId: string;
}

/** One version of an organisation's key, unwrapped. */
export interface OrganizationKey {
  /** 1 to 65,535; written in front of every ciphertext. */
  version: number;
  key: KeyObject;
}

/** A subject was to be written or read whose key is not there; erased, or never asked for. */
export class SubjectKeyError extends Error {
  override readonly name = 'SubjectKeyError';
}

type Purpose = 'field' | 'file';
/** A person, or the organisation, with the keys that were derived from its seed so far. */
export interface Subject {
  seed: Buffer;
  keys: Map<string, KeyObject>;
}

export const subjectOf = (seed: Buffer): Subject => ({ seed, keys: new Map() });

const FORMAT = 1;
const HEADER_BYTES = 3; // format, and the key's version in two bytes

/** The subjects whose data one request may read and write; made by `Keyring.load`. */
export class KeyRequest {
  readonly #organizationId: string;
  readonly #keys: ReadonlyMap<number, KeyObject>;
  readonly #writing: number;
  readonly #oldest: number;
  readonly #subjects = new Map<string, Subject | null>();
  readonly #searchKeys = new Map<string, KeyObject>();

  /**
   * @param keys every version of the organisation's key, at least one.
   * @param writing the version that encrypts; all of them decrypt.
   */
  constructor(organizationId: string, keys: readonly OrganizationKey[], writing: number) {
    this.#organizationId = organizationId;
    this.#keys = new Map(keys.map(({ version, key }) => [version, key]));
    this.#writing = writing;
    this.#oldest = Math.min(...this.#keys.keys());
    if (!this.#keys.has(writing)) throw new RangeError(`There is no version ${writing} among the keys.`);
  }

  get organizationId(): string {
    return this.#organizationId;
  }

  /** Makes a subject known, or null when it has no seed, which is how an erased one looks. */
  admit(subjectId: string, subject: Subject | null): void {
    this.#subjects.set(subjectId, subject);
  }

  /** Whether this subject was admitted, with a seed or without. */
  knows(subjectId: string): boolean {
    return this.#subjects.has(subjectId);
  }

  /**
   * Encrypts a text for its place: 1 byte format, 2 bytes key version, 12 bytes nonce, ciphertext, 16 bytes tag.
   * The text is padded first, so that its length shows only roughly.
   *
   * @throws SubjectKeyError when the subject was erased, has no seed yet, or was not loaded.
   * @throws TypeError when the text holds a lone surrogate.
   */
  encrypt(place: Place, plaintext: string): Buffer {
    mustBeWellFormed(plaintext);
    return this.#close('field', place, pad(plaintext));
  }

  /**
   * The text that was encrypted for this place, or null when the subject has no seed: erased people read as nothing,
   * whatever the bytes are.
   *
   * @throws CiphertextError when the bytes were altered, or made for another place, subject or organisation.
   * @throws SubjectKeyError when the subject was not loaded; null there would pass for an erasure.
   */
  decrypt(place: Place, bytes: Buffer): string | null {
    const padded = this.#open('field', place, bytes);
    if (padded === null) return null;
    const text = unpad(padded);
    if (text === null) throw new CiphertextError(`${place.table}.${place.column}`);
    return text;
  }

  /** Encrypts the random key of a file for its subject. Throws as {@link encrypt} does. */
  wrapFileKey(place: Place, fileKey: Buffer): Buffer {
    return this.#close('file', place, fileKey);
  }

  /** The key of a file, or null when the subject was erased. Throws as {@link decrypt} does. */
  unwrapFileKey(place: Place, wrapped: Buffer): Buffer | null {
    return this.#open('file', place, wrapped);
  }

  /**
   * A token by which an encrypted value can be found: the first 8 bytes of an HMAC-SHA-256, as a signed `bigint`
   * that fits Postgres's type of that name (pg takes it as it is and answers with a string).
   *
   * The key hangs on the organisation and the field, not on the subject, and on the oldest version of the
   * organisation's key: tokens must stay equal when a new version comes. Erasing a subject must delete its tokens.
   *
   * @param field such as `applicant.family_name`.
   * @param normalForm one normal form of the value, or of a part of it.
   * @throws TypeError when either holds a lone surrogate.
   */
  searchToken(field: string, normalForm: string): bigint {
    let key = this.#searchKeys.get(field);
    if (!key) {
      key = deriveKey(this.#organizationKey(this.#oldest, field), 'search', binding(field));
      this.#searchKeys.set(field, key);
    }
    mustBeWellFormed(normalForm);
    return createHmac('sha256', key).update(normalForm).digest().readBigInt64BE(0);
  }

  #close(purpose: Purpose, place: Place, plaintext: Buffer): Buffer {
    const subject = this.#subject(place.subjectId);
    if (!subject) throw new SubjectKeyError(`Subject ${place.subjectId} has no key: erased, or not created yet.`);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt8(FORMAT, 0);
    header.writeUInt16BE(this.#writing, 1);
    const key = this.#subjectKey(subject, purpose, this.#writing, place);
    return encryptBytes(key, this.#binding(purpose, place, this.#writing), plaintext, header);
  }

  #open(purpose: Purpose, place: Place, bytes: Buffer): Buffer | null {
    const subject = this.#subject(place.subjectId);
    if (!subject) return null;
    const what = `${place.table}.${place.column}`;
    if (bytes.length < HEADER_BYTES || bytes.readUInt8(0) !== FORMAT) throw new CiphertextError(what);
    const version = bytes.readUInt16BE(1);
    const key = this.#subjectKey(subject, purpose, version, place);
    return decryptBytes(key, this.#binding(purpose, place, version), bytes.subarray(HEADER_BYTES), what);
  }

  /** The subject is bound too, although another one's key would fail anyway: it costs nothing to say it. */
  #binding(purpose: Purpose, place: Place, version: number): Buffer {
    const { table, column, rowId, subjectId } = place;
    const head = `haven ${purpose} ${FORMAT}.${version}`;
    return binding(head, this.#organizationId, table, rowId, column, subjectId);
  }

  #subject(id: string): Subject | null {
    const subject = this.#subjects.get(id);
    if (subject === undefined) throw new SubjectKeyError(`The key of subject ${id} was not loaded for this request.`);
    return subject;
  }

  /** Needs both secrets, the organisation's key and the subject's seed; destroying the seed shreds the subject. */
  #subjectKey(subject: Subject, purpose: Purpose, version: number, place: Place): KeyObject {
    const name = `${purpose}${version}`;
    let key = subject.keys.get(name);
    if (!key) {
      const organizationKey = this.#organizationKey(version, `${place.table}.${place.column}`);
      key = deriveKey(organizationKey, purpose, subject.seed);
      subject.keys.set(name, key);
    }
    return key;
  }

  #organizationKey(version: number, what: string): KeyObject {
    const key = this.#keys.get(version);
    if (!key) throw new CiphertextError(what);
    return key;
  }
}
