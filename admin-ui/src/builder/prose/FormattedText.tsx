/** A text of the form on the canvas: as residents will see it, and as it was typed while the server cannot be asked. */
import { useDrawn } from './useDrawn';
import './prose.css';

interface Props {
  text: string;
  className: string;
}

/** Every mark of the format is one of these; most texts have none, and are shown without asking. */
const MAY_BE_MARKED = /[!-/:-@[-`{-~]/;

export function FormattedText(props: Props) {
  return MAY_BE_MARKED.test(props.text) ? <Marked {...props} /> : <Plain {...props} />;
}

function Plain({ text, className }: Props) {
  return <div className={`formatted is-plain ${className}`}>{text}</div>;
}

function Marked({ text, className }: Props) {
  const { html, isBehind } = useDrawn(text);
  if (html === null || isBehind) return <Plain text={text} className={className} />;
  return (
    <div className={`formatted ${className}`} dangerouslySetInnerHTML={{ __html: withoutAddresses(html) }} />
  );
}

/** A click on a card chooses it, and Tab leaves it: the links are tried in the preview. No text can hold a `"`. */
const withoutAddresses = (html: string) => html.replace(/ href="[^"]*"/g, '');
