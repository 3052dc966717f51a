// Lists in a document: held to the same length as those in variables, so that it does not matter where a client writes them.
import { badInput } from '@haven/kernel';
import { visit, type ASTNode, type DocumentNode } from 'graphql';
import { MOST_ITEMS } from './variables.js';

/** @throws BAD_USER_INPUT naming the argument or input field that holds a list of more than 200 items */
export function checkLists(document: DocumentNode): void {
  visit(document, {
    ListValue({ values }, _key, parent) {
      if (values.length > MOST_ITEMS) throw badInput(nameOf(parent), `At most ${MOST_ITEMS} items.`);
    },
  });
}

const nameOf = (parent: ASTNode | readonly ASTNode[] | undefined): string =>
  parent && 'name' in parent && parent.name ? parent.name.value : 'document';
