// How code lists are asked for.
import { SignedIn } from '@haven/platform';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { CodeListView } from './code-list.views.js';
import { codeList, codeLists, isCodeListName } from './code-lists.js';

@Resolver(() => CodeListView)
export class CodeListsResolver {
  @SignedIn()
  @Query(() => [CodeListView], { description: 'Every code list, ordered by name.' })
  codeLists(): CodeListView[] {
    return [...codeLists()];
  }

  @SignedIn()
  @Query(() => CodeListView, { nullable: true, description: 'The code list of this name; null when there is none.' })
  codeList(
    @Args('name', { description: 'Name of the list, such as residence-bases.' }) name: string,
  ): CodeListView | null {
    return isCodeListName(name) ? codeList(name) : null;
  }
}
