/** Repairs of pages, of what stands on them, and of conditions. */
import { apply } from '../commands';
import { freshPageId } from '../model/kinds';
import { segments, valueAt } from '../model/pointer';
import { mapPredicates, without } from '../model/predicates';
import { at, isObject, patchAt, takeOut, text, type Fix } from './fix';

export const PAGE_FIXES: Record<string, Fix> = {
  notPlaced: {
    label: '最後のページに置く',
    make: (document, problem) => {
      const page = document['x-pages'].length - 1;
      const field = text(problem.params.name) || (segments(problem.at)[1] ?? '');
      const blocks = document['x-pages'][page]?.blocks.length ?? 0;
      return apply(document, { type: 'addBlock', page, at: blocks, block: { field } });
    },
  },
  // The block goes, the field stays where it stands first: so not the command that removes both.
  placedTwice: {
    label: '2つ目の場所から取り除く',
    make: (document, problem) => withoutBlock(document, problem.at),
  },
  emptyPage: {
    label: 'ページを削除',
    make: (document, problem) =>
      document['x-pages'].length < 2
        ? null
        : apply(document, { type: 'removePage', page: Number(segments(problem.at)[1]) }),
  },
  duplicatePage: {
    label: '別のIDにする',
    make: (document, problem) => {
      const [root, page] = segments(problem.at);
      if (root !== 'x-pages' || page === undefined) return null;
      return patchAt(document, { ...problem, at: `/x-pages/${page}` }, { id: freshPageId(document) });
    },
  },
  unknownField: {
    label: 'この項目についての部分を取り除く',
    make: (document, problem) => {
      const path = segments(problem.at);
      const name = text(problem.params.name);
      if (path[0] === 'x-settings') return takeOut(document, problem);
      if (path[0] === 'x-pages' && path[2] === 'blocks' && (path.length === 4 || path[4] === 'field')) {
        return withoutBlock(document, problem.at);
      }
      const isCondition = path.some((part) => ['x-show-when', 'x-required-when', 'when'].includes(part));
      if (!isCondition || path.includes('items') || name === '') return null;
      return mapPredicates(document, (predicate) => without(predicate, { name }));
    },
  },
  neverTrue: {
    label: '条件を取り除く（いつも表示する）',
    make: (document, problem) => {
      const path = segments(problem.at);
      const end = path.findIndex((part) => part === 'x-show-when');
      if (end < 0) return null;
      const pointer = problem.at
        .split('/')
        .slice(0, end + 2)
        .join('/');
      // Through a command, so that "required" gets the spelling of what is always shown.
      return apply(takeOut(document, { ...problem, at: pointer }), { type: 'editForm', patch: {} });
    },
  },
  exitMessage: {
    label: '決まった案内の文章を入れる',
    make: (document, problem) =>
      at(document, problem, (exit) =>
        isObject(exit)
          ? { ...exit, message: 'この手続は利用できません。くわしくは、窓口へお問い合わせください。' }
          : exit,
      ),
  },
};

function withoutBlock(document: Parameters<Fix['make']>[0], pointer: string) {
  const [root, page, blocks, block] = segments(pointer);
  if (root !== 'x-pages' || blocks !== 'blocks') return null;
  const path = [root, page ?? '', blocks, block ?? ''];
  if (valueAt(document, path) === undefined) return null;
  return takeOut(document, { code: '', severity: 'error', params: {}, at: `/${path.join('/')}` });
}
