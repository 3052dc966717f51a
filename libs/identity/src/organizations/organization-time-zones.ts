// Time zones of the organisations, for work that nobody signed in for.
import { Database, TimeZones } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { stranger } from '../access/access.js';

@Injectable()
export class OrganizationTimeZones extends TimeZones {
  constructor(private readonly database: Database) {
    super();
  }

  async of(organizationId: string): Promise<string> {
    const { rows } = await this.database.once(
      stranger(organizationId, organizationId),
      { readOnly: true },
      'select time_zone from organization where organization_id = $1 and id = $1',
      [organizationId],
    );
    const zone = rows[0]?.[0];
    if (!zone) throw new Error('There is no such organisation');
    return zone;
  }
}
