/** The ways a form can begin, in the order they are offered. */
export const WAYS = [
  { id: 'template', label: 'ひな形から', help: '手続きに近いひな形を選んで、必要なところを直します。' },
  {
    id: 'questions',
    label: '質問の一覧から',
    help: 'WordやExcelの質問を貼り付けると、項目の種類を推測して並べます。',
  },
  { id: 'copy', label: '作成済みのフォームから', help: '前に作ったフォームを写して、別のフォームにします。' },
  {
    id: 'file',
    label: 'ファイルから',
    help: 'ほかの自治体から受け取った申請フォームのファイルや、JSON Schemaを読み込みます。',
  },
  { id: 'empty', label: '空のフォーム', help: '何もない状態から作ります。' },
] as const;

export type Way = (typeof WAYS)[number]['id'];

export const WAY_IDS: readonly Way[] = WAYS.map(({ id }) => id);
