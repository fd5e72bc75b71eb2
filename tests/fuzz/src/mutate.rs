//! How bytes are made from other bytes: changed, cut, put together, and mixed with words that mean something.

/// Numbers that look random and are the same for the same seed (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `bound`; 0 if there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        let number = usize::try_from(self.number() >> 16).unwrap_or_default();
        number.checked_rem(bound).unwrap_or_default()
    }

    fn byte(&mut self) -> u8 {
        self.number().to_le_bytes()[3]
    }
}

/// Bytes that an input has at most here; what is larger is not found sooner.
const MAX_LENGTH: usize = 1 << 16;

/// The next input: one of the seeds that was changed, or bytes that mean nothing.
pub fn input(random: &mut Random, seeds: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    let Some(seed) = seeds.get(random.below(seeds.len())) else {
        let length = 1 << random.below(11);
        return (0..length).map(|_| random.byte()).collect();
    };
    let mut bytes = seed.clone();
    for _ in 0..1 << random.below(5) {
        change(&mut bytes, random, (seeds, words));
    }
    bytes.truncate(MAX_LENGTH);
    bytes
}

fn change(bytes: &mut Vec<u8>, random: &mut Random, (seeds, words): (&[Vec<u8>], &[&str])) {
    let at = random.below(bytes.len() + 1);
    let longest = 1 << random.below(8);
    let end = (at + random.below(longest)).min(bytes.len());
    match random.below(9) {
        0 => drop(bytes.drain(at..end)),
        1 => bytes.insert(at, random.byte()),
        2 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        3 if at < bytes.len() => bytes[at] = random.byte(),
        4 => {
            let copied = bytes[at..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, copied);
        }
        5 => {
            let other = &seeds[random.below(seeds.len())];
            let from = random.below(other.len() + 1);
            let to = (from + random.below(64)).min(other.len());
            bytes.splice(at..end, other[from..to].iter().copied());
        }
        6 if random.below(8) == 0 => bytes.truncate(at),
        7 => {
            let digits = (random.number() >> random.below(64)).to_string();
            bytes.splice(at..end, digits.into_bytes());
        }
        _ => {
            let word = words.get(random.below(words.len())).copied().unwrap_or_default();
            bytes.splice(at..at, word.bytes());
        }
    }
}
