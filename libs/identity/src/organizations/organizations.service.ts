// What is done with organisations.
import { correct, Repo, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { AccessStamps } from '../users/access-stamps.js';
import { Organization } from './organization.entity.js';
import type { UpdateOrganizationInput } from './organization.inputs.js';
import { OrganizationPermission } from './organization.permissions.js';

@Injectable()
export class OrganizationsService {
  constructor(
    @Repo(Organization) private readonly organizations: Repository<Organization>,
    private readonly stamps: AccessStamps,
  ) {}

  async update(id: string, version: number, input: UpdateOrganizationInput): Promise<Organization> {
    const organization = await this.organizations.one(id, OrganizationPermission.update);
    correct(organization, input);
    const saved = await this.organizations.save(organization, version);
    // Roles begin and end with the organisation's days.
    if (input.timeZone) await this.stamps.raiseOfAll();
    return saved;
  }
}
