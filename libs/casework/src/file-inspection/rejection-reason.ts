// Rejection reasons: every ground on which a file is refused, a closed list, each in words for the caseworker.
//
// This file is also read by the parser process, which runs it as it stands: erasable types only, no imports.

export const RejectionReason = {
  EMPTY: 'EMPTY',
  TOO_LARGE: 'TOO_LARGE',
  TYPE_NOT_ALLOWED: 'TYPE_NOT_ALLOWED',
  TYPE_MISMATCH: 'TYPE_MISMATCH',
  WEB_PAGE: 'WEB_PAGE',
  DRAWING: 'DRAWING',
  SCRIPT: 'SCRIPT',
  PROGRAM: 'PROGRAM',
  ARCHIVE: 'ARCHIVE',
  LEGACY_OFFICE: 'LEGACY_OFFICE',
  ACTIVE_CONTENT: 'ACTIVE_CONTENT',
  EXTERNAL_CONTENT: 'EXTERNAL_CONTENT',
  EMBEDDED_FILE: 'EMBEDDED_FILE',
  ENCRYPTED: 'ENCRYPTED',
  UNPACKS_TOO_LARGE: 'UNPACKS_TOO_LARGE',
  DECEPTIVE: 'DECEPTIVE',
  TOO_MANY_PAGES: 'TOO_MANY_PAGES',
  TOO_MANY_PIXELS: 'TOO_MANY_PIXELS',
  DAMAGED: 'DAMAGED',
  INFECTED: 'INFECTED',
  UNSCANNABLE: 'UNSCANNABLE',
} as const;
export type RejectionReason = (typeof RejectionReason)[keyof typeof RejectionReason];

export const REJECTION_MEANINGS: Readonly<Record<RejectionReason, string>> = {
  EMPTY: 'The file has no content. Look whether the right one was chosen, and upload it again.',
  TOO_LARGE: 'The file is larger than what can be kept. Divide it, or scan with a lower resolution.',
  TYPE_NOT_ALLOWED: 'Files of this type are not kept. Save it as PDF, or take a picture of it.',
  TYPE_MISMATCH: 'The content is not what the name or the declared type says. Give it the ending that fits.',
  WEB_PAGE: 'This is a web page. Print it into a PDF.',
  DRAWING: 'This is a drawing that can hold programs. Save it as PNG or PDF.',
  SCRIPT: 'This is a script: a text that a computer carries out. It is not kept.',
  PROGRAM: 'This is a program. It is not kept; tell your administrator who sent it.',
  ARCHIVE: 'This is an archive, or holds one. Unpack it, and upload the files that are in it.',
  LEGACY_OFFICE: 'This is an Office file of the old kind, which can hide programs. Save it as DOCX, XLSX or PDF.',
  ACTIVE_CONTENT:
    'The file would do something when it is opened: it holds macros, scripts or commands. Print it into a PDF.',
  EXTERNAL_CONTENT:
    'The file fetches something from elsewhere, which tells others that it was opened. Print it into a PDF.',
  EMBEDDED_FILE: 'Other files are hidden in this one. Upload them one by one, and print this one into a PDF.',
  ENCRYPTED:
    'The file is locked with a password or against printing and copying, so nobody can check it. Save it without.',
  UNPACKS_TOO_LARGE:
    'The file is small, but would become enormous when it is opened. It was made to do harm, or is broken.',
  DECEPTIVE:
    'The inside of the file is put together so that programs see different things in it. Save it anew, or as PDF.',
  TOO_MANY_PAGES:
    'The file has more pages than can be kept: 1,000 in a PDF, one in an image. Divide it, or make it one PDF.',
  TOO_MANY_PIXELS: 'The image is too large to be opened safely: more than 100 million pixels. Save it smaller.',
  DAMAGED: 'The file is broken or incomplete. Upload it again, or save it anew.',
  INFECTED: 'The malware scanner knows this file as harmful. Do not open it; tell your administrator who sent it.',
  UNSCANNABLE:
    'The file could not be checked to its end within the limits of time and memory. Divide it, or save it anew.',
};
