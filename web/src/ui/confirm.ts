// Asks before something that cannot be undone: `if (await confirm({…})) …`.
import { createStore } from "./store";

export interface Question {
  title: string;
  text: string;
  action: string;
  danger?: boolean;
  answer: (yes: boolean) => void;
}

export const question = createStore<Question | null>(null);

export function confirm(asked: Omit<Question, "answer">): Promise<boolean> {
  return new Promise((resolve) => {
    question.set({
      ...asked,
      answer: (yes) => {
        question.set(null);
        resolve(yes);
      },
    });
  });
}
