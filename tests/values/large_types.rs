//! What is read, written and built for `fixtures/large_types.yaml`.

use large_types::types::{House, HouseInput, Owner, Roof, Room, RoomInput, Sale, SaleRest, Wall};
use serde_json::json;

use super::again;

fn wall(a: &str) -> Wall {
    Wall::default().a(a)
}

pub fn check() {
    let sent = json!({
        "hall": { "north": { "a": "door" } },
        "attic": { "north": {}, "roof": { "b": { "m": "tile" } } },
        "rooms": [{ "north": {} }],
        "owner": { "name": "Eve" },
    });
    let mut json = sent.clone();
    json["hall"]["id"] = "h".into();
    let house: House = again(json);
    assert_eq!(house.hall.id.as_deref(), Some("h"));
    assert_eq!(house.hall.north.a.as_deref(), Some("door"));
    assert_eq!(serde_json::to_value(HouseInput::from(&house)).unwrap(), sent);

    // What is behind a box is given as it is.
    let room = RoomInput::new(wall("door"));
    let built = HouseInput::new(room.clone())
        .attic(RoomInput::new(Wall::default()).roof(Roof::default().b(Wall::default().m("tile"))))
        .rooms([RoomInput::new(Wall::default())])
        .owner(Owner::new("Eve"));
    assert_eq!(built, HouseInput::from(house.clone()));
    let room: Room = (*house.hall).clone();
    assert_eq!(HouseInput::new(room.clone()).hall, HouseInput::from(house).hall);

    let nothing = Sale::default().cellar(None).rest("none");
    assert_eq!(serde_json::to_value(nothing).unwrap(), json!({ "cellar": null, "rest": "none" }));
    let sale = Sale::default().cellar(RoomInput::from(&room)).rest(RoomInput::from(room));
    let wall = json!({ "north": { "a": "door" } });
    assert_eq!(serde_json::to_value(&sale).unwrap(), json!({ "cellar": wall, "rest": wall }));
    assert!(matches!(sale.rest, Some(SaleRest::Room(room)) if room.north.a.as_deref() == Some("door")));
    assert!(size_of::<House>() <= 64 && size_of::<Room>() > 1024 && size_of::<Roof>() > 1024);
}
