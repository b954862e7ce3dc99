export {
  type Content,
  escapeHtml,
  type Html,
  html,
  isHtml,
  raw,
  render,
  type Slot,
} from '#emails/frame/html.ts'
