// PostGraphile 5 over the same database: Amber preset, pg adaptor with its prepared statements, row security by its own pgSettings.
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { urls } from './place.js';

const [server, port] = process.argv.slice(2);

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({ connectionString: (await urls(server!)).app, poolConfig: { max: 8 }, schemas: ['public'] }),
  ],
  grafserv: { watch: false, graphiql: false },
  grafast: {
    explain: false,
    context: ({ node }) => ({ pgSettings: { 'app.organization_id': String(node?.req.headers.organization) } }),
  },
});
const http = createServer();
const serv = instance.createServ(grafserv);
await serv.addTo(http);
await serv.ready();
http.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
