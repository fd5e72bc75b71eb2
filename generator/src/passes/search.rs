//! A search through types and what they hold.

/// How far the search is with a type.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Unseen,
    /// On the path from the root of the search.
    Open,
    Closed,
}

/// What happens in a search.
pub(super) enum Step {
    /// A root is entered that was not reached from another one.
    Root,
    /// An edge leads back to a node on the path.
    Back { from: usize, to: usize },
    /// All that a node leads to was looked at.
    Leave(usize),
}

/// A search in depth, with a stack of its own instead of recursion, since chains of types can be long.
pub(super) fn search(edges: &[Vec<usize>], roots: &[usize], visit: &mut impl FnMut(Step)) {
    let mut marks = vec![Mark::Unseen; edges.len()];
    for &root in roots {
        if marks[root] != Mark::Unseen {
            continue;
        }
        visit(Step::Root);
        marks[root] = Mark::Open;
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some(&target) = edges[*node].get(*next) else {
                marks[*node] = Mark::Closed;
                visit(Step::Leave(*node));
                path.pop();
                continue;
            };
            *next += 1;
            match marks[target] {
                Mark::Open => visit(Step::Back { from: *node, to: target }),
                Mark::Unseen => {
                    marks[target] = Mark::Open;
                    path.push((target, 0));
                }
                Mark::Closed => {}
            }
        }
    }
}

/// The sets of nodes that lead to one another, as one number per node (Kosaraju's algorithm).
pub(super) fn groups(edges: &[Vec<usize>], roots: &[usize]) -> Vec<usize> {
    let mut finished = Vec::with_capacity(edges.len());
    search(edges, roots, &mut |step| {
        if let Step::Leave(node) = step {
            finished.push(node);
        }
    });
    let mut reversed = vec![Vec::new(); edges.len()];
    for (node, targets) in edges.iter().enumerate() {
        for target in targets {
            reversed[*target].push(node);
        }
    }
    finished.reverse();
    let mut groups = vec![0; edges.len()];
    let mut group = 0;
    search(&reversed, &finished, &mut |step| match step {
        Step::Root => group += 1,
        Step::Leave(node) => groups[node] = group,
        Step::Back { .. } => {}
    });
    groups
}
