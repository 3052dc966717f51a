// Open transfers end with their case. The case does not know of them: it lets those follow it who have registered.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseFollowers } from '../cases/case.events.js';
import { TransfersService } from './transfers.service.js';

@Injectable()
export class OpenTransfers implements OnModuleInit {
  constructor(
    private readonly transfers: TransfersService,
    private readonly followers: CaseFollowers,
  ) {}

  onModuleInit(): void {
    this.followers.register((caseId) => this.transfers.withdrawOpen(caseId));
  }
}
