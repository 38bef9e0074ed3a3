//! Volumes as weights.

use serde::{Deserialize, Serialize};

use crate::ppm::Ppm;

/// How much a share by volume in water comes to by weight, for a substance of which that is known: points of a curve, in
/// order, with straight lines between them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Volumes(Vec<(Ppm, Ppm)>);

/// The densities that a liquid on a label has, in grams a millilitre: that of ethanol to that of a heavy syrup.
pub(crate) const DENSITIES: (f64, f64) = (0.79, 1.3);

impl Volumes {
    /// The curve through some points, each in per cent by volume and by weight; through nothing and the whole as well.
    ///
    /// # Errors
    /// None when the points do not rise, or leave the range from 0 to 100.
    pub(crate) fn through(points: &[(f64, f64)]) -> Option<Volumes> {
        let all = [(0.0, 0.0)].into_iter().chain(points.iter().copied()).chain([(100.0, 100.0)]);
        let all: Vec<(Ppm, Ppm)> = all.map(|(volume, weight)| (Ppm::percent(volume), Ppm::percent(weight))).collect();
        all.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1).then_some(Volumes(all))
    }

    /// By how many points they are known; by none, where nothing is.
    pub(crate) fn points(&self) -> usize {
        self.0.len()
    }

    /// The least and the most that a share by volume can be by weight: one figure where the curve is known, else as
    /// far apart as the densities of liquids.
    pub fn weight(&self, volume: Ppm) -> (Ppm, Ppm) {
        let above = self.0.partition_point(|(v, _)| *v < volume).max(1);
        match self.0.get(above - 1).zip(self.0.get(above)) {
            Some(((v0, w0), (v1, w1))) => {
                let share = u64::from(volume.0 - v0.0) * u64::from(w1.0 - w0.0) / u64::from(v1.0 - v0.0);
                let weight = Ppm(w0.0 + share as u32);
                (weight, weight)
            }
            None => {
                let (light, heavy) = DENSITIES;
                let percent = volume.as_percent();
                (Ppm::percent(percent * light / heavy), Ppm::percent(percent * heavy / light))
            }
        }
    }

    /// The least and the most that so many grams in 100 ml can be by weight: the density of the whole is not known.
    pub(crate) fn of_weight_in_volume(share: Ppm) -> (Ppm, Ppm) {
        let (light, heavy) = DENSITIES;
        (Ppm::percent(share.as_percent() / heavy), Ppm::percent(share.as_percent() / light))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_is_a_weight_by_the_curve_or_between_the_densities_of_liquids() {
        let curve = Volumes::through(&[(50.0, 42.4), (60.0, 52.1)]).expect("it rises");
        let percent = |percent| Ppm::percent(percent);
        for (volume, weight) in [(0.0, 0.0), (25.0, 21.2), (50.0, 42.4), (55.0, 47.25), (100.0, 100.0)] {
            assert_eq!(curve.weight(percent(volume)), (percent(weight), percent(weight)), "{volume}");
        }
        assert_eq!(Volumes::default().weight(percent(10.0)), (percent(6.0769), percent(16.4557)));
        assert_eq!(Volumes::through(&[(50.0, 42.4), (60.0, 40.0)]), None);
        assert_eq!(Volumes::through(&[(50.0, 142.4)]), None);
    }
}
