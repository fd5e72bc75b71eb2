//! Values of the types of `fixtures/recursion_through_all_of.yaml`.

use recursion_through_all_of::types::Shelf;
use serde_json::json;

use super::again;

pub fn check() {
    let far = json!({"label": "far", "distance": 2, "boards": [{"label": "low", "height": 1}]});
    let board = json!({"label": "high", "height": 3, "next": far, "boards": [{"label": "middle", "height": 2}]});
    let shelf = again::<Shelf>(json!({"label": "first", "boards": [board]}));
    let board = &shelf.boards.unwrap()[0];
    assert_eq!((board.height, board.boards.as_ref().unwrap()[0].height), (3, 2));
    let next = board.next.as_ref().unwrap();
    assert_eq!((next.distance, next.boards.as_ref().unwrap()[0].height), (Some(2), 1));
}
