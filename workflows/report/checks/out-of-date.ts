import type { Context } from './context.ts'
import type { Found } from './finding.ts'
import { dueDates } from './people/due-dates.ts'
import { leftPeople } from './people/left-people.ts'
import { postsHeld } from './people/posts-held.ts'

/**
 * People, posts and dates that the plan contradicts: a person who left, told as if they were still there; a post beside
 * the name of a person who held it before; and a date beside an action that is not its due date now.
 */
export function outOfDate(context: Context): Found[] {
  return [...leftPeople(context), ...postsHeld(context), ...dueDates(context)]
}
