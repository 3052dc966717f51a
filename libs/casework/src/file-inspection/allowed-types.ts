// Allowed types: the files that Haven keeps, by content, name and declared media type. What is not here is refused.
//
// This file is also read by the parser process, which runs it as it stands: erasable types only, no imports.

/** How a type is looked into. */
export type Family = 'IMAGE' | 'PDF' | 'OFFICE' | 'TEXT';

export interface AllowedType {
  /** What the file is stored and served as, before an image is made anew. */
  mediaType: string;
  family: Family;
  /** Endings of its name, in small letters, without the dot. */
  extensions: readonly string[];
  /** Other media types that browsers and mail programs declare for it. */
  alsoDeclared?: readonly string[];
  /** What an image becomes when it is made anew: what every program opens and prints stays as it is. */
  reencodedAs?: 'image/jpeg' | 'image/png';
}

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

export const ALLOWED_TYPES: readonly AllowedType[] = [
  {
    mediaType: 'image/jpeg',
    family: 'IMAGE',
    extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
    alsoDeclared: ['image/jpg', 'image/pjpeg'],
    reencodedAs: 'image/jpeg',
  },
  { mediaType: 'image/png', family: 'IMAGE', extensions: ['png'], reencodedAs: 'image/png' },
  { mediaType: 'image/webp', family: 'IMAGE', extensions: ['webp'], reencodedAs: 'image/jpeg' },
  { mediaType: 'image/tiff', family: 'IMAGE', extensions: ['tif', 'tiff'], reencodedAs: 'image/jpeg' },
  {
    mediaType: 'image/heic',
    family: 'IMAGE',
    extensions: ['heic', 'heif'],
    alsoDeclared: ['image/heif'],
    reencodedAs: 'image/jpeg',
  },
  { mediaType: 'image/avif', family: 'IMAGE', extensions: ['avif'], reencodedAs: 'image/jpeg' },
  { mediaType: 'application/pdf', family: 'PDF', extensions: ['pdf'], alsoDeclared: ['application/x-pdf'] },
  { mediaType: `${office}.wordprocessingml.document`, family: 'OFFICE', extensions: ['docx'] },
  { mediaType: `${office}.spreadsheetml.sheet`, family: 'OFFICE', extensions: ['xlsx'] },
  { mediaType: `${openDocument}.text`, family: 'OFFICE', extensions: ['odt'] },
  { mediaType: `${openDocument}.spreadsheet`, family: 'OFFICE', extensions: ['ods'] },
  { mediaType: 'text/plain', family: 'TEXT', extensions: ['txt'] },
  {
    mediaType: 'text/csv',
    family: 'TEXT',
    extensions: ['csv'],
    // Windows declares what it would open the file with.
    alsoDeclared: ['text/plain', 'application/csv', 'application/vnd.ms-excel'],
  },
];

/** Declared by clients that do not know: says nothing, so it contradicts nothing. */
const UNDECLARED: ReadonlySet<string> = new Set(['', 'application/octet-stream']);

export const allowedType = (mediaType: string): AllowedType | undefined =>
  ALLOWED_TYPES.find((type) => type.mediaType === mediaType);

/** What the uploader says of a file. */
export interface Claim {
  fileName: string;
  /** As declared, parameters such as `; charset=utf-8` included; empty where nothing was declared. */
  mediaType: string;
}

/** The type that the name stands for; undefined where the ending is missing or none of ours. */
export function typeOfName(fileName: string): AllowedType | undefined {
  const [, extension] = /\.([^.]*)$/.exec(fileName.trim().toLowerCase()) ?? [];
  return ALLOWED_TYPES.find(({ extensions }) => extension !== undefined && extensions.includes(extension));
}

/** Whether the declared media type can stand for this type. */
export function isDeclaredAs(declared: string, { mediaType, alsoDeclared = [] }: AllowedType): boolean {
  const [bare = ''] = declared.toLowerCase().split(';');
  const said = bare.trim();
  return UNDECLARED.has(said) || said === mediaType || alsoDeclared.includes(said);
}
