/** A picture on a card of the canvas as residents see it, a little smaller. */
import type { PictureFile } from './picture';
import { pictureUrl } from './picture';
import './pictures.css';

export function PictureSketch({ picture }: { picture: PictureFile & { alt: string; caption: string } }) {
  return (
    <figure className="picture-sketch">
      <img
        src={pictureUrl(picture.image)}
        width={picture.width}
        height={picture.height}
        loading="lazy"
        draggable={false}
        alt={picture.alt}
      />
      {picture.caption !== '' && <figcaption>{picture.caption}</figcaption>}
    </figure>
  );
}
