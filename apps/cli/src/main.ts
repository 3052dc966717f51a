// The command line's door: start, migrate, demo, help. What can be expected to go wrong is said in a sentence, without a stack.
import module from 'node:module';
import { parseArgs } from 'node:util';
import { HELP } from './commands/help.js';
import { sentenceFor } from './commands/fault.js';

module.enableCompileCache?.();

type Command = (environment: NodeJS.ProcessEnv) => Promise<void>;

// Each is loaded when it is asked for: help and a wrong word answer at once.
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.js')).start,
  migrate: async () => (await import('./commands/migrate.js')).migrate,
  demo: async () => (await import('./commands/demo.js')).demo,
  help: async () => async () => console.log(HELP),
};

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  const [word = 'help', ...more] = values.help ? ['help'] : positionals;
  const command = Object.hasOwn(commands, word) && more.length === 0 ? await commands[word]!() : undefined;
  if (command) await command(process.env);
  else refuse(`Haven has no command "${positionals.join(' ')}".\n\n${HELP}`);
  process.exit();
} catch (error) {
  const sentence = sentenceFor(error);
  refuse(sentence ?? error);
  process.exit();
}

function refuse(complaint: unknown): void {
  console.error(complaint);
  process.exitCode = 1;
}
