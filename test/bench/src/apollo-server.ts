// NestJS, Apollo and TypeORM as they are ordinarily put together, on Fastify. No row security and no transaction:
// it signs in as the superuser and names the organisation in every where.
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Applicant, Case, CaseDocument, CaseReferral, User } from './apollo-entities.js';
import { type Asked, asked } from './apollo-loaders.js';
import { CaseResolver } from './apollo-resolver.js';
import { urls } from './place.js';

const [server, port] = process.argv.slice(2);
const { admin } = await urls(server!);

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: admin,
      entities: [Applicant, User, Case, CaseDocument, CaseReferral],
      poolSize: 8,
    }),
    TypeOrmModule.forFeature([Case]),
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [DataSource],
      useFactory: (source: DataSource) => ({
        autoSchemaFile: true,
        context: ({ headers }: { headers: { organization: string } }): Asked => asked(source, headers.organization),
      }),
    }),
  ],
  providers: [CaseResolver],
})
class Apollo {}

const app = await NestFactory.create<NestFastifyApplication>(Apollo, new FastifyAdapter(), { logger: ['error'] });
await app.listen(Number(port), '127.0.0.1');
process.send?.('ready');
