// Casework's wiring.
import { repositories } from '@haven/platform';
import { Module } from '@nestjs/common';
import { Applicant } from './applicants/applicant.entity.js';
import { Case } from './cases/case.entity.js';
import './cases/cases.resolver.js';

@Module({ providers: [...repositories(Applicant, Case)] })
export class CaseworkModule {}
