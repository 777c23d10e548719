import { isRacing } from '../store/racing';
import { usePlayground } from '../usePlayground';

/** Asks new visitors whether they want the tour. */
export function TourOffer() {
  const offered = usePlayground((state) => state.tourOffered && !isRacing(state));
  const goOnTour = usePlayground((state) => state.goOnTour);
  const decline = usePlayground((state) => state.declineTour);
  if (!offered) return null;
  return (
    <span className="tour-offer">
      <button type="button" className="try" onClick={() => goOnTour(1)}>
        Show me around
      </button>
      <button
        type="button"
        className="quiet"
        aria-label="No tour, thank you"
        title="No tour, thank you"
        onClick={decline}
      >
        ×
      </button>
    </span>
  );
}
