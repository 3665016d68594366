// Questions to the browser about the window and the pointer, as values that change.
import { useCallback, useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

export const usePhone = () => useMedia("(max-width: 719px)");
export const useFinePointer = () => useMedia("(pointer: fine)");
export const hasFinePointer = () => matchMedia("(pointer: fine)").matches;

function followNetwork(listener: () => void) {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

// Whether the system says that there is a network.
export const useOnline = () => useSyncExternalStore(followNetwork, () => navigator.onLine);
