// What is told of documents.
import { fact } from '@haven/platform';

/** All bytes of a version are there; it waits to be examined. */
export const FileArrived = fact<{ versionId: string }>('document.fileArrived');
/** A version was examined and can be opened. */
export const FileAvailable = fact<{ versionId: string; documentId: string }>('document.fileAvailable');
/** What a document says, or which of its files is current, has changed, or a second person has looked at it. */
export const DocumentChanged = fact<{ documentId: string }>('document.changed');
/** Objects of the store are needed by nothing any more. */
export const FilesLeftOver = fact<Record<never, never>>('document.filesLeftOver');
