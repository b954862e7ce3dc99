import { anAction } from '#test/support/gallery-action.ts'
import { aBoard } from '#test/support/gallery-board.ts'
import { signIn, theRest, updateWithErrors } from '#test/support/gallery-forms.ts'
import { myWork, nothingToDo } from '#test/support/gallery-work.ts'

/** Pages by path that show every component in the states it has in use. */
export const galleryPages: Record<string, () => string> = {
  '/': myWork,
  '/empty': nothingToDo,
  '/action': anAction,
  '/update': updateWithErrors,
  '/board': aBoard,
  '/sign-in': signIn,
  '/parts': theRest,
}
