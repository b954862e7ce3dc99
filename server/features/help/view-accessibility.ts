import { CODE_MINUTES } from '#db/read/sign-in.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { day } from '#server/ui/html/words.ts'
import { contactLine } from './contact.ts'
import { preparedOn, tested } from './tested.ts'

const wcag = html`<a class="govuk-link" href="https://www.w3.org/TR/WCAG22/">Web Content Accessibility Guidelines (WCAG) version 2.2</a>`
const eass = html`<a class="govuk-link" href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service (EASS)</a>`

/**
 * The accessibility statement, in the order of the model for public sector bodies.
 * @param site whom to tell, and the address that the statement is about
 */
export function accessibilityStatement({
  contactEmail,
  publicUrl,
}: {
  contactEmail: string | null
  publicUrl: string
}): Html {
  return html`<div class="wm-prose">
<p class="wm-lead">This statement is about the pages of Waymark at <span class="wm-typed">${publicUrl}</span>, and the emails that it sends.</p>
<p>The people who make Waymark wrote it from what they have tested. The organisation that runs this site answers for it by law.</p>
<h2 class="govuk-heading-m">What you should be able to do</h2>
<ul class="govuk-list govuk-list--bullet">
<li>zoom in to 400% without the page running off the screen</li>
<li>get to every link, button and field with a keyboard, and see where you are</li>
<li>read the pages in light or dark colours, as your device is set</li>
<li>know the rating of an action from words, and not from its colour alone</li>
<li>use every page without JavaScript, but for passkeys</li>
</ul>
<p><a class="govuk-link" href="https://mcmw.abilitynet.org.uk/">AbilityNet</a> has advice on making your device easier to use.</p>
<h2 class="govuk-heading-m">How far it meets the standard</h2>
<p>This site is partially compliant with the ${wcag} AA standard. The tests below find no fault, but much of the standard can only be
checked by people, and that has not been done. What is known is listed next.</p>
${known}
${howTested}
<h2 class="govuk-heading-m">Tell us what is in your way</h2>
<p>Please say which page it is, what you wanted to do, and what you use to read the screen. Ask there too for a page in another form, such as large
print or a document.</p>
${contactLine(contactEmail, 'about anything that is hard to use, or to ask for a page in another form')}
<h2 class="govuk-heading-m">If you are not content with the answer</h2>
<p>The Equality and Human Rights Commission (EHRC) enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility
Regulations 2018. If you complained and are not content with the answer, contact the ${eass}. In Northern Ireland, contact the
Equality Commission for Northern Ireland.</p>
<h2 class="govuk-heading-m">When this was written</h2>
<p>This statement was prepared and last reviewed on <time datetime="${preparedOn}">${day(preparedOn)}</time>.</p>
</div>`
}

const known = html`<h2 class="govuk-heading-m">What does not work well, or was not tested</h2>
<ul class="govuk-list govuk-list--bullet govuk-list--spaced">
<li>No disabled people have tested Waymark yet.</li>
<li>No person has tested it with a screen reader, a screen magnifier or speech recognition.</li>
<li>Nobody from outside has audited it. No test changes the spacing of text, or the size of text alone.</li>
<li>It was tested in Chromium, on which Chrome and Edge are built. It was not tested in Firefox or Safari.</li>
<li>Axe cannot decide about some things, such as contrast over a picture. Those were not counted as faults, and no person has checked each of
them.</li>
<li>Files that people attach, and pages of others that they link to, are not checked. Some may not be accessible.</li>
<li>Text that people write into a plan may be hard to read.</li>
<li>On a small screen, some wide tables and diagrams scroll sideways inside the page.</li>
<li>Passkeys need JavaScript. Where the site does not require one, a code by email does not.</li>
<li>A sign-in code is good for ${CODE_MINUTES} minutes, for safety, and you cannot make it last longer. You can ask for a new one.</li>
</ul>
<p>This statement does not claim that mending any of this would be a disproportionate burden.</p>`

const [wide, phone] = tested.mainPages

const howTested = html`<h2 class="govuk-heading-m">How it was tested</h2>
<p>The makers of Waymark test it by programs that open its pages in a real browser. The tests come with the software, and are run again as it
changes.</p>
<ul class="govuk-list govuk-list--bullet govuk-list--spaced">
<li>Every page is opened at ${tested.everyPageWidth} pixels, which is what is left of a laptop’s screen at 400%. The tool axe looks for faults against
WCAG 2.2, levels A and AA. Nothing may stand out of the page, and all that takes the focus has to show it.</li>
<li>The main pages are looked at by axe again at ${wide.width} pixels in ${wide.colours} colours, and at ${phone.width} pixels in ${phone.colours}
colours. Their buttons and fields are at least ${tested.controlHeight} pixels high. Forms that come
back with errors, and emails, are looked at too.</li>
<li>By the keyboard alone, an owner updates an action and submits it, a chair signs actions off and refuses more time, and a person signs in.</li>
<li>Without JavaScript, people do their week’s work on the same pages.</li>
<li>The plan on a page is printed, and has to say its ratings in words on paper.</li>
</ul>`
