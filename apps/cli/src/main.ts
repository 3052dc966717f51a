// The command line's door: start, migrate, found, demo, help. What can be expected to go wrong is said in a sentence, without a stack.
import module from 'node:module';
import { HELP } from './commands/help.js';
import { Fault, sentenceFor } from './commands/fault.js';

module.enableCompileCache?.();

type Command = (environment: NodeJS.ProcessEnv, words: string[]) => Promise<void>;

// Each is loaded when it is asked for: help and a wrong word answer at once.
const commands: Record<string, () => Promise<Command>> = {
  start: async () => alone((await import('./commands/start.js')).start),
  migrate: async () => alone((await import('./commands/migrate.js')).migrate),
  found: async () => (await import('./commands/found.js')).found,
  demo: async () => alone((await import('./commands/demo.js')).demo),
  help: async () => async () => console.log(HELP),
};

try {
  const [, , word = 'help', ...words] = process.argv;
  const wantsHelp = [word, ...words].some((each) => each === '--help' || each === '-h');
  const name = wantsHelp ? 'help' : word;
  if (Object.hasOwn(commands, name)) await (await commands[name]!())(process.env, words);
  else refuse(unknown(word));
  process.exit();
} catch (error) {
  const sentence = sentenceFor(error);
  refuse(sentence ?? error);
  process.exit();
}

/** A command that takes no further words. */
function alone(command: Command): Command {
  return async (environment, words) => {
    if (words.length > 0) throw new Fault(unknown(words.join(' ')));
    await command(environment, words);
  };
}

function unknown(words: string): string {
  return `Haven has no command "${words}".\n\n${HELP}`;
}

function refuse(complaint: unknown): void {
  console.error(complaint);
  process.exitCode = 1;
}
