// The help: every command and variable of the command line, on one page.

export const HELP = `Haven keeps the cases of organisations that help people who had to flee.

  npm start                                     Haven for trying out and developing, with two demo organisations
  node dist/apps/cli/src/main.js <command>
    start      the same: PostgreSQL, API, worker and GraphiQL on one port, until Ctrl-C
    demo       writes the demo organisations where they are missing, and ends
    migrate    prepares the databases of an installation, and ends: logins, tables, keyring; may be repeated
    found      makes an organisation with its first user, and prints the invitation that user begins with
    help       this page

Options of found; it runs with the variables of the API:
  --name              name of the organisation
  --time-zone         in which its days begin and end, such as Europe/Vilnius
  --admin-name        name of its first user, who is its admin
  --admin-email       address with which that user will sign in
  --language          EN, RU or UK (EN)
  --working-days      days on which it works (MON,TUE,WED,THU,FRI)
  --holiday-country   country whose public holidays are days off, such as LT (none)
  --again             with --admin-email alone: another invitation, for one that was lost or a password that was forgotten

Variables of start and demo:
  PORT           port of the API and GraphiQL (3000)
  HOST           address to listen on (127.0.0.1)
  HAVEN_HOME     folder for the data, the PostgreSQL and the root key (.haven in the checkout)
  DATABASE_URL   a PostgreSQL of your own, by a login that may create roles and databases (one of ours, in HAVEN_HOME)
  KEYRING_URL    the database for keys, by a login that owns it (<database>_keyring on the same server)
  ROOT_KEY_FILE  the root key (root.key in HAVEN_HOME)
  FILES_FOLDER   folder for files that people hand in (files in HAVEN_HOME)

Variables of migrate:
  MIGRATION_DATABASE_URL   the database, by a login that may create roles
  KEYRING_URL              the database for keys; it is made where it is missing on the same server
  ROOT_KEY_FILE            the root key; it is made where it is missing, and a copy must be kept elsewhere`;
