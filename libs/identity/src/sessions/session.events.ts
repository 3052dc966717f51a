// What is told about sessions.
import { fact } from '@haven/platform';

/** A refresh token came a second time, or from another device: somebody copied it. The session has ended. */
export const SessionTokenReused = fact<{ sessionId: string; userId: string }>('session.tokenReused');
