// Scalars: calendar days, moments and partial dates on the wire. They accept exactly what they print.
import { isDay, isMoment, isPartialDay } from '@haven/kernel';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

function strict(name: string, description: string, accepts: (text: string) => boolean, example: string) {
  const check = (value: unknown, nodes?: ValueNode): string => {
    if (typeof value !== 'string' || !accepts(value))
      throw new GraphQLError(`Must be written like ${example}.`, { nodes });
    return value;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    parseValue: (value) => check(value),
    parseLiteral: (node: ValueNode) => check(node.kind === Kind.STRING ? node.value : undefined, node),
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  });
}

export const DayScalar = strict(
  'Date',
  'A calendar day without time and zone, ISO 8601: `2026-03-31`.',
  isDay,
  '2026-03-31',
);

export const PartialDayScalar = strict(
  'PartialDate',
  'A date as exact as it is known: `1987`, `1987-05` or `1987-05-12`. What is not known is never invented.',
  isPartialDay,
  '1987, 1987-05 or 1987-05-12',
);

export const MomentScalar = strict(
  'DateTime',
  'A moment with its offset from UTC, RFC 3339: `2026-03-31T08:30:00Z`. Answers are always in UTC with milliseconds.',
  isMoment,
  '2026-03-31T08:30:00Z',
);
