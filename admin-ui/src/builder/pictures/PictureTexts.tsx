/** What is said of a picture: what it shows, for those who do not see it, and a line below it. */
import { TextArea, TextInput } from '../../ui/fields';

interface Props {
  alt: string;
  caption: string;
  error?: string | null;
  onAlt: (alt: string) => void;
  onCaption: (caption: string) => void;
}

export function PictureTexts({ alt, caption, error = null, onAlt, onCaption }: Props) {
  return (
    <>
      <TextArea
        label="画像の説明（代替テキスト）"
        need="required"
        help="画像が見えない人に、読み上げソフトが伝える文章です。画像で伝えたいことを書きます。例：会場の地図。正面玄関は北側で、駅から歩いて5分です。"
        rows={3}
        maxLength={1000}
        value={alt}
        error={error}
        onChange={onAlt}
      />
      <TextInput
        label="キャプション"
        need="optional"
        help="画像の下に、すべての人に見せる短い文章です。"
        maxLength={500}
        value={caption}
        onChange={onCaption}
      />
    </>
  );
}
